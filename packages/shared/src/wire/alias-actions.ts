/**
 * `set`: moved, or made. `protect`: only its protection changed. `rollback`: went back to where `restores` had put it. `fall_back`: the
 * version behind `primary` went out of use. `follow`: the same while nobody had set `primary`, whose calls go to the newest active one.
 */
export const aliasActions = [
  "set",
  "protect",
  "remove",
  "rollback",
  "fall_back",
  "follow",
] as const;
export type AliasAction = (typeof aliasActions)[number];
