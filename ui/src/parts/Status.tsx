import { Check, CircleDashed, Hourglass, Pause, X } from "lucide-react";
import type { ReactNode } from "react";
import "./status.css";

/** What a status means for the reader; each has a colour, a shape and a word. */
export type Tone = "healthy" | "progressing" | "waiting" | "degraded" | "suspended" | "unknown";

const shapes: Record<Tone, ReactNode> = {
  healthy: <Check />,
  progressing: <span className="motion" />,
  waiting: <Hourglass />,
  degraded: <X />,
  suspended: <Pause />,
  unknown: <CircleDashed />,
};

export function Mark({ tone, label }: { tone: Tone; label?: string }) {
  return (
    <span
      className={`mark ${tone}`}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={!label}
      data-tip={label}
    >
      {shapes[tone]}
    </span>
  );
}

/** The mark with its word. */
export function Status({ tone, word, title }: { tone: Tone; word: string; title?: string }) {
  return (
    <span className={`status ${tone}`} data-tip={title}>
      <Mark tone={tone} />
      {word}
    </span>
  );
}
