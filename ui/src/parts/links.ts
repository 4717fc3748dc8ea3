/** An address that may become a link: only the web, whatever a message or a label says. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A place inside this page; anything else leads home. */
export function insidePage(link: string): string {
  return /^\/(?![/\\])/.test(link) ? link : "/";
}
