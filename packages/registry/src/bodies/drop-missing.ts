/** Without the keys whose value is undefined, so that it can be spread over what is there. */
export function dropMissing<Value extends object>(value: Value): Partial<Value> {
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  // Nothing was added to it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.fromEntries(given) as Partial<Value>;
}
