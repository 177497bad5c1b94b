/** Values of each format that the validator asserts, plainest first. */
export const formatSamples: Readonly<Record<string, readonly string[]>> = {
  date: ["2020-01-01"],
  "date-time": ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.5+01:00"],
  time: ["00:00:00Z", "12:30:00.5+01:00"],
  duration: ["P1D", "PT1S"],
  email: ["a@b.co"],
  "idn-email": ["ö@b.co", "a@b.co"],
  hostname: ["a.co", "a"],
  "idn-hostname": ["ö.co", "a.co"],
  ipv4: ["127.0.0.1"],
  ipv6: ["::1"],
  uri: ["https://a.co/b", "urn:a:b"],
  "uri-reference": ["/a", "https://a.co/b", ""],
  iri: ["https://a.co/ö", "https://a.co/b"],
  "iri-reference": ["/ö", "/a"],
  "uri-template": ["/a/{b}", "/a"],
  uuid: ["00000000-0000-4000-8000-000000000000"],
  "json-pointer": ["/a", ""],
  "relative-json-pointer": ["0", "1/a"],
  regex: ["a", "^a$"],
};

/** Formats all of whose values are values of another one too (RFC 3986, 3987, 5321, 6531, 5890). */
const wider: Readonly<Record<string, readonly string[]>> = {
  uri: ["uri-reference", "iri", "iri-reference"],
  iri: ["iri-reference"],
  "uri-reference": ["iri-reference"],
  email: ["idn-email"],
  hostname: ["idn-hostname"],
};

export function isWithinFormat(format: string, other: string): boolean {
  return (
    format === other || (Object.hasOwn(wider, format) && wider[format]?.includes(other) === true)
  );
}
