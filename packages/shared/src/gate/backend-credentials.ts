/** What a backend asks for, sent with every call to it. */
export type BackendCredentials =
  | { type: "bearer"; token: string }
  | { type: "basic"; username: string; password: string }
  | { type: "header"; name: string; value: string };
