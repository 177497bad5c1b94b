import type { VersionLineage, VersionWithDetails } from "@headgate/shared";

/** Keys of a version as it is shown. Undefined: not given. */
type Stored<Key extends keyof VersionWithDetails> = {
  [Name in Key]?: VersionWithDetails[Name] | undefined;
};
type Image = VersionWithDetails["container_image"];

/** What runs besides image and schemas, as it is stored: in the shape in which it is shown. */
export type VersionContent = Stored<
  | "requirement"
  | "timeout"
  | "inputs"
  | "outputs"
  | "entry_points"
  | "runtime_environment"
  | "weights"
> & {
  image?: Pick<Image, "registry" | "repository" | "tag"> | undefined;
  /** Undefined: nobody trained it here. */
  lineage?: VersionLineage | undefined;
};

/** What else is told about a version, stored in the same way. */
export type VersionCard = Stored<
  | "statistics"
  | "sample_input"
  | "sample_output"
  | "training_sample_input"
  | "long_description"
  | "technical_details"
  | "performance_summary"
  | "license"
  | "notes"
  | "metadata"
  | "source_type"
  | "load_status"
  | "run_status"
> & { image?: Partial<Omit<Image, "registry" | "repository" | "tag" | "digest">> };
