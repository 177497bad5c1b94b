/**
 * Whom an IP address stands for: itself, or, of IPv6, the /64 that one customer has all addresses of. Other text stands for itself, cut to
 * the length of an address.
 */
export function networkOf(address: string): string {
  const text = address.slice(0, 45).toLowerCase();
  if (!/^[0-9a-f:]+$/.test(text) || !text.includes(":")) return text;
  const [head = "", tail] = text.split("::", 2);
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
