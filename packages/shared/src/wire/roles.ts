/** What a member may do in an organization; each may all that those before it may. */
export const roles = ["reader", "runner", "writer", "admin"] as const;
export type Role = (typeof roles)[number];
