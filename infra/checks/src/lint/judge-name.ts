const banned = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "misc",
  "lib",
  "core",
  "service",
  "services",
  "manager",
  "managers",
]);

/** Says which part of a path is a name that says nothing, or null when every part is fine. */
export function judgeName(path: string): string | null {
  const parts = path.split("/").map((part) => part.split(".")[0] ?? "");
  const found = parts.find((part) => banned.has(part));
  return found === undefined ? null : `"${found}" says nothing: name it after what it holds.`;
}
