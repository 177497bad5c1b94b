export type JsonSchema = boolean | { [keyword: string]: unknown };

export const versionStatuses = ["active", "deleted"] as const;
export type VersionStatus = (typeof versionStatuses)[number];

export interface TaskSchemas {
  input: JsonSchema;
  output: JsonSchema;
}

export interface VersionSchemas {
  prediction: TaskSchemas;
  training?: TaskSchemas;
}

export interface Version {
  number: number;
  /** Semantic version, unique per model. */
  version: string;
  /** 64 hex digits, unique everywhere. */
  id: string;
  status: VersionStatus;
  release_notes: string;
  created_at: string;
  /** `sha256:` and 64 hex digits. */
  container_image_digest: string;
}

export interface VersionWithDetails extends Version {
  schemas: VersionSchemas;
  processing: { maximum_parallel_capacity: number | null };
}

/** Something in a body that is allowed and likely a mistake; `loc` is the place, as in a 422. */
export interface Warning {
  loc: (string | number)[];
  msg: string;
}

/** What creating a version answers. */
export interface CreatedVersion extends VersionWithDetails {
  warnings: Warning[];
}

export interface Backend {
  id: string;
  url: string;
  protocol: "cog";
  capacity: number;
  weight: number;
  enabled: boolean;
  created_at: string;
  updated_at: string | null;
}
