/** The small picture of a file. While the server makes it, its icon stands in. */
import { useEffect, useState } from 'react';
import { thumbnailUrl, type Node } from '../client/nodes';
import { FileIcon } from './FileIcon';

const TRIES = 4;
const PAUSE_MS = 1500;

interface Props {
  node: Node;
  className?: string;
  iconSize?: number;
}

export function Thumbnail({ node, className, iconSize = 48 }: Props) {
  const [attempt, setAttempt] = useState(0);
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = window.setTimeout(
      () => {
        setWaiting(false);
        setAttempt((before) => before + 1);
      },
      PAUSE_MS * (attempt + 1),
    );
    return () => window.clearTimeout(timer);
  }, [isWaiting, attempt]);
  if (!node.has_preview || isWaiting || attempt >= TRIES) {
    return <FileIcon node={node} size={iconSize} />;
  }
  return (
    <img
      key={attempt}
      className={className}
      src={thumbnailUrl(node.id, node.version)}
      alt=""
      loading="lazy"
      draggable={false}
      onError={() => setWaiting(true)}
    />
  );
}
