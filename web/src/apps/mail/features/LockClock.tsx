/** The sign of confidential mail, a lock and a clock, drawn as our other icons are. */
export function LockClock({ size = 18, stroke = 1.75 }: { size?: number; stroke?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M10 20H6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2h8a2 2 0 0 1 1.5.7" />
      <path d="M7 10V7a3 3 0 0 1 6 0v3" />
      <circle cx="17" cy="17" r="4" />
      <path d="M17 15.3V17l1 1" />
    </svg>
  );
}
