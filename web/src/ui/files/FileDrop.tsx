/** An area that takes dropped files; shows a frame while files hover over it. */
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import classes from './FileDrop.module.css';

interface Props {
  onFiles: (files: File[], event: DragEvent) => void;
  /** Said over the area while files hover: "Drop to upload to Contracts". */
  hint: string;
  isDisabled?: boolean;
  children: ReactNode;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

export function FileDrop({ onFiles, hint, isDisabled = false, children }: Props) {
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  function hover(change: number): void {
    depth.current = Math.max(0, depth.current + change);
    setOver(depth.current > 0);
  }
  if (isDisabled) return <div className={classes.area}>{children}</div>;
  return (
    <div
      className={classes.area}
      onDragEnter={(event) => carriesFiles(event) && hover(1)}
      onDragLeave={(event) => carriesFiles(event) && hover(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        hover(-depth.current);
        onFiles([...event.dataTransfer.files], event);
      }}
    >
      {children}
      {isOver && (
        <div className={classes.over}>
          <span>
            <IconUpload size={20} stroke={1.75} aria-hidden /> {hint}
          </span>
        </div>
      )}
    </div>
  );
}

interface ButtonProps {
  label: string;
  accept?: string;
  isMultiple?: boolean;
  onFiles: (files: File[]) => void;
  variant?: 'default' | 'filled';
}

/** The keyboard's way to the same: a button that opens the file chooser. */
export function FileButton({
  label,
  accept,
  isMultiple,
  onFiles,
  variant = 'default',
}: ButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={isMultiple}
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant={variant}
        leftSection={<IconUpload size={18} stroke={1.75} />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
