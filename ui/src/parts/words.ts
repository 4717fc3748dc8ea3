/** `1 resource`, `3 resources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A sentence begins with a capital letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `promotion.soak-started` as people say it. */
export function factWords(what: string): string {
  return sentence(what.replace(/^[a-z]+\./, "").replaceAll("-", " "));
}

/** The first line of a commit's message. */
export function subject(message: string): string {
  return message.split("\n")[0] ?? "";
}

/** `AF` for Ana Ferreira, `ad` as `AD` for admin. */
export function initials(name: string): string {
  const parts = name.trim().split(/[\s._-]+/);
  const letters = parts.length > 1 ? `${parts[0]?.[0] ?? ""}${parts.at(-1)?.[0] ?? ""}` : name.trim().slice(0, 2);
  return letters.toUpperCase();
}
