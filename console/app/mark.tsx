/** The mark of the house, beside its name. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-indigo-7)" />
      <path
        d="M9 12.5 16 9l7 3.5v7L16 23l-7-3.5zM9 12.5 16 16m0 0 7-3.5M16 16v7"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinejoin="round"
      />
    </svg>
  )
}
