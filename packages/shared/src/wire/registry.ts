/** Credentials for an OCI registry. Their password is shown to nobody. */
export interface Registry {
  /** With its port where it has one; `docker.io` for Docker Hub. */
  host: string;
  username: string;
  created_at: string;
  updated_at: string | null;
}
