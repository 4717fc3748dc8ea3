import type { FormEvent, InputHTMLAttributes } from "react";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> {
  id: string;
  label: string;
  onChange: (value: string) => void;
}

/** A line of a form that has to be filled in. */
export function Field({ id, label, onChange, ...input }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} required {...input} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** Sends a form, and not a second time while the first is on its way. */
export function submitting(sending: { isPending: boolean; mutate: () => void }): (event: FormEvent) => void {
  return (event) => {
    event.preventDefault();
    if (!sending.isPending) {
      sending.mutate();
    }
  };
}
