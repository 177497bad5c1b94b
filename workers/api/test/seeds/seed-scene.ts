import type {
  CreatedVersion,
  ModelWithDetails,
  Prediction,
  VersionWithDetails,
} from "@headgate/shared";

import { makeBackend, type Owner, versionBody } from "../arrange.ts";
import { type Answer, ask, call, type CallOptions } from "../call.ts";
import { type FakeBackend, succeeded, takeOver } from "../fake-backend.ts";
import { callBack, makeVersionWith } from "../scene.ts";

/** A private model with one active version, whose backend answers every prediction at once with `done`. */
export class SeedScene {
  readonly owner: Owner;
  /** Paths. */
  readonly model: string;
  readonly version: string;
  /** The backend of every version. */
  readonly gpu: FakeBackend;

  constructor({
    owner,
    model,
    version,
    gpu,
  }: Pick<SeedScene, "owner" | "model" | "version" | "gpu">) {
    this.owner = owner;
    this.model = model;
    this.version = version;
    this.gpu = gpu;
  }

  /** `owner/name`. */
  get reference(): string {
    return this.model.replace("/v1/models/", "");
  }

  /** Calls as the owner; `{model}` and `{version}` in the route are the scene's paths. */
  call(route: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    return call(this.#fill(route), this.#options(body, headers));
  }

  /** The same for a call that must succeed: its parsed body. */
  ask<Body>(route: string, body?: object): Promise<Body> {
    return ask(this.#fill(route), this.#options(body));
  }

  readModel(): Promise<ModelWithDetails> {
    return this.ask("GET {model}");
  }

  readVersion(number = 1): Promise<VersionWithDetails> {
    return this.ask(`GET {model}/versions/${number}`);
  }

  /** Creates a further version. */
  create(changes: object = {}): Promise<CreatedVersion> {
    return this.ask("POST {model}/versions", versionBody(changes));
  }

  /** Creates a further version that can take predictions. */
  async createServing(changes: object = {}): Promise<CreatedVersion> {
    const version = await this.create(changes);
    await makeBackend(this.owner, `${this.model}/versions/${version.number}`, {
      url: this.gpu.url,
    });
    return version;
  }

  /** The answer to a prediction with what the reference means: `owner/name`, `owner/name:30`. */
  predict(reference: string, input: object = { prompt: "a boat" }): Promise<Answer> {
    return this.call("POST /v1/predictions", { model: reference, input }, { prefer: "wait" });
  }

  /** The number of the version that a prediction with the reference was run by. */
  async serverOf(reference: string): Promise<number> {
    const { status, body, text } = await this.predict(reference);
    if (status !== 200) throw new Error(`predicting with ${reference}: ${status} ${text}`);
    return (body as Prediction).model.version_number;
  }

  /** Begins a prediction with the first version, which runs until `endPrediction`; its id. */
  async beginPrediction(): Promise<string> {
    this.gpu.script = takeOver;
    const { id } = await this.ask<Prediction>("POST {version}/predictions", {
      input: { prompt: "a boat" },
    });
    await this.gpu.request(0);
    return id;
  }

  /** The backend calls back for the prediction that was begun. */
  endPrediction(): Promise<void> {
    return callBack(this.gpu);
  }

  #fill(route: string): string {
    return route.replace("{model}", this.model).replace("{version}", this.version);
  }

  #options(body: object | undefined, headers: Record<string, string> = {}): CallOptions {
    const options = { token: this.owner.token, headers };
    return body === undefined ? options : { ...options, body };
  }
}

export async function makeSeedScene(): Promise<SeedScene> {
  return new SeedScene(await makeVersionWith(() => Response.json(succeeded("done"))));
}
