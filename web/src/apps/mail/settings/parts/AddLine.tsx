/** A field and a button that adds what was typed to a list. */
import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { asProblem } from '@/platform/api';

interface Props {
  label: string;
  placeholder: string;
  action: string;
  onAdd: (text: string) => Promise<unknown>;
}

export function AddLine({ label, placeholder, action, onAdd }: Props) {
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  const [isRunning, setRunning] = useState(false);
  async function add(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setError('');
    try {
      await onAdd(text.trim());
      setText('');
    } catch (failure) {
      const problem = asProblem(failure);
      setError(problem.errors[0]?.message || problem.detail || problem.title);
    } finally {
      setRunning(false);
    }
  }
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap="xs" align="flex-start" wrap="nowrap" mb="md">
        <TextInput
          flex={1}
          maw={420}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={254}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={isRunning} disabled={!text.trim()}>
          {action}
        </Button>
      </Group>
    </form>
  );
}
