/**
 * Between the schemas of a version and of the one before it. Of inputs, `backward` means that whatever the older one took, the newer one
 * takes too, and `forward` the reverse; of outputs, `forward` means that whatever the newer one answers, callers of the older one expect,
 * and `backward` the reverse. `full` is both.
 */
export const compatibilities = ["none", "backward", "forward", "full"] as const;
export type Compatibility = (typeof compatibilities)[number];

/** What becomes of a version whose semantic version grows by less than its schemas changed. */
export const bumpPolicies = ["off", "warn", "refuse"] as const;
export type BumpPolicy = (typeof bumpPolicies)[number];

/** `image`: the digest is in its registry. `load`: a backend is healthy. `run`: the sample input gives a valid output. */
export const checkNames = ["image", "load", "run"] as const;
export type CheckName = (typeof checkNames)[number];
