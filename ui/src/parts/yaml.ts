type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

const plain = /^[A-Za-z_/.$][\w ./@()+=,$-]*(:[\w/.@+=,$()-]+)*$/;
const taken = /^(true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan)$/i;

/** Writes what an API answered as YAML for reading, in the order of its keys. */
export function toYaml(value: unknown): string {
  return `${lines(value as Json).join("\n")}\n`;
}

function lines(value: Json): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((one) => {
      const [first = "", ...rest] = lines(one);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, one]) => entry(word(key), one));
  }
  return [scalar(value)];
}

function entry(key: string, value: Json): string[] {
  if (typeof value === "string" && value.includes("\n")) {
    const kept = value.endsWith("\n") ? "|" : "|-";
    return [`${key}: ${kept}`, ...value.replace(/\n$/, "").split("\n").map((line) => (line === "" ? "" : `  ${line}`))];
  }
  const nested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!nested) {
    return [`${key}: ${scalar(value)}`];
  }
  return [`${key}:`, ...lines(value).map((line) => `  ${line}`)];
}

function scalar(value: Json): string {
  if (typeof value === "string") {
    return word(value);
  }
  return Array.isArray(value) ? "[]" : typeof value === "object" && value !== null ? "{}" : String(value ?? null);
}

function word(text: string): string {
  return plain.test(text) && !taken.test(text) && !text.endsWith(" ") ? text : JSON.stringify(text);
}
