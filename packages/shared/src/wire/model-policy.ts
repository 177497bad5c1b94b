/**
 * What a version promises to those of the one before it, of inputs and of outputs apart. `backward`: whoever called the one before can call
 * the new one, and read what it answers. `forward`: whoever called the new one can go back to the one before. `full` is both.
 */
export const compatibilities = ["none", "backward", "forward", "full"] as const;
export type Compatibility = (typeof compatibilities)[number];

/** What becomes of a version whose semantic version grows by less than its schemas changed. */
export const bumpPolicies = ["off", "warn", "refuse"] as const;
export type BumpPolicy = (typeof bumpPolicies)[number];

/** `image`: the digest is in its registry. `load`: a backend is healthy. `run`: the sample input gives a valid output. */
export const checkNames = ["image", "load", "run"] as const;
export type CheckName = (typeof checkNames)[number];
