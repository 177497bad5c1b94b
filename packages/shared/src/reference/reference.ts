/** What follows `owner/name`. `primary`: nothing does. */
export type Selector =
  | { kind: "primary" }
  | { kind: "number"; number: number }
  | { kind: "semver"; version: string }
  | { kind: "id"; id: string }
  | { kind: "alias"; alias: string };

export interface ModelReference {
  kind: "model";
  owner: string;
  name: string;
  selector: Selector;
}

/** A version by its id alone. */
export interface IdReference {
  kind: "id";
  id: string;
}

export type Reference = ModelReference | IdReference;
