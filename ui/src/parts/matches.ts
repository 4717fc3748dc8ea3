/** Whether a name has the text in it; `*` stands for anything, then from beginning to end. */
export function matches(name: string, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  if (!text.includes("*")) {
    return name.toLowerCase().includes(text);
  }
  const pattern = text
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(name.toLowerCase());
}
