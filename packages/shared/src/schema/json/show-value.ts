const maxShown = 60;

/** The value in a message: scalars as JSON, cut to a readable length; arrays and objects by name only. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > maxShown ? `${value.slice(0, maxShown)}…` : value);
}
