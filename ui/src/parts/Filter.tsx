/** The field that narrows a list; `/` leads to it. */
export function Filter({ value, label, onChange }: { value: string; label: string; onChange: (value: string) => void }) {
  return (
    <div className="search push">
      <input
        data-search
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={label}
        aria-label={label}
      />
    </div>
  );
}
