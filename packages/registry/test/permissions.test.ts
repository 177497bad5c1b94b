import { beforeAll, describe, test } from "vitest";

import { type Role, roles, type Scope, scopes } from "@headgate/shared";

import {
  type Actor,
  createBackend,
  createModel,
  createOrganizationToken,
  createVersion,
  deleteModel,
  getBackend,
  getModel,
  listBackends,
  listMembers,
  listOrganizationModels,
  listOrganizationTokens,
  patchModel,
  patchOrganization,
  putMember,
  resolveVersion,
} from "../src/index.ts";
import { as, type MadeModel, makeVersion, next, removeVersion, versionBody } from "./arrange.ts";
import {
  limited,
  type MadeOrganization,
  makeMember,
  makeOrganization,
  makeOrganizationModel,
} from "./organization.ts";

interface Scene extends MadeOrganization {
  /** Private, and the organization's. */
  model: MadeModel;
  number: string;
  backend: string;
}

interface Verb {
  verb: string;
  /** What it takes at least. */
  role: Role;
  scope: Scope;
  /** Of a stranger, whose token has the scope. */
  refusal: "not_found" | "forbidden";
  call: (actor: Actor, scene: Scene) => Promise<unknown>;
}

const verbs: Verb[] = [
  {
    ...{ verb: "read a private model", role: "reader", scope: "read", refusal: "not_found" },
    call: (actor, { model }) => getModel(as(actor), model),
  },
  {
    ...{ verb: "list private models", role: "reader", scope: "read", refusal: "forbidden" },
    call: (actor, { organization }) =>
      listOrganizationModels(as(actor), { organization, query: {} }),
  },
  {
    ...{ verb: "list members", role: "reader", scope: "read", refusal: "forbidden" },
    call: (actor, { organization }) => listMembers(as(actor), { organization, query: {} }),
  },
  {
    ...{ verb: "list backends", role: "reader", scope: "read", refusal: "not_found" },
    call: (actor, { model, number }) => listBackends(as(actor), { ...model, number, query: {} }),
  },
  {
    ...{ verb: "read a backend", role: "reader", scope: "read", refusal: "not_found" },
    call: (actor, { model, number, backend }) =>
      getBackend(as(actor), { ...model, number, id: backend }),
  },
  {
    ...{ verb: "predict", role: "runner", scope: "predict", refusal: "not_found" },
    call: (actor, { model }) =>
      resolveVersion(as(actor), { reference: `${model.owner}/${model.name}` }),
  },
  {
    ...{ verb: "create a model", role: "writer", scope: "write", refusal: "forbidden" },
    call: (actor, { organization }) => {
      const body = { name: `m-${next()}`, owner: organization, hardware_identifier: "cpu" };
      return createModel(as(actor), { body });
    },
  },
  {
    ...{ verb: "patch a model", role: "writer", scope: "write", refusal: "not_found" },
    call: (actor, { model }) => patchModel(as(actor), { ...model, body: { description: "d" } }),
  },
  {
    ...{ verb: "publish a version", role: "writer", scope: "write", refusal: "not_found" },
    call: (actor, { model }) => createVersion(as(actor), { ...model, body: versionBody() }),
  },
  {
    ...{ verb: "delete a version", role: "writer", scope: "write", refusal: "not_found" },
    call: async (actor, { model, admin }) =>
      removeVersion(actor, { ...model, number: await makeVersion(admin, model) }),
  },
  {
    ...{ verb: "create a backend", role: "writer", scope: "write", refusal: "not_found" },
    call: (actor, { model, number }) => {
      const url = `https://gpu-${next()}.example.com`;
      return createBackend(as(actor), { query: {}, ...model, number, body: { url, capacity: 1 } });
    },
  },
  {
    ...{ verb: "delete a model", role: "admin", scope: "write", refusal: "not_found" },
    call: async (actor, scene) => deleteModel(as(actor), await makeOrganizationModel(scene)),
  },
  {
    ...{ verb: "change the organization", role: "admin", scope: "write", refusal: "forbidden" },
    call: (actor, { organization }) =>
      patchOrganization(as(actor), { organization, body: { bio: "b" } }),
  },
  {
    ...{ verb: "change members", role: "admin", scope: "write", refusal: "forbidden" },
    call: (actor, { organization, admin }) => {
      const input = { organization, username: admin.username, body: { role: "admin" } };
      return putMember(as(actor), input);
    },
  },
  {
    ...{ verb: "make a token", role: "admin", scope: "write", refusal: "forbidden" },
    call: (actor, { organization }) => {
      const body = { name: "t", role: "writer", scopes: ["write"] };
      return createOrganizationToken(as(actor), { organization, body });
    },
  },
  {
    ...{ verb: "list tokens", role: "admin", scope: "read", refusal: "forbidden" },
    call: (actor, { organization }) =>
      listOrganizationTokens(as(actor), { organization, query: {} }),
  },
];

/** What becomes of it: "done", or the code of the refusal. */
function expected({ role: needed, scope: wanted, refusal }: Verb, role: Role | null, scope: Scope) {
  // Scope admin implies the others, and opens nobody's models.
  const hasScope = scope === wanted || scope === "admin";
  if (role === null) return hasScope ? refusal : /not_found|forbidden/;
  return hasScope && roles.indexOf(role) >= roles.indexOf(needed) ? "done" : "forbidden";
}

describe("role and scope, whichever allows less, decide that", () => {
  let scene: Scene;
  const actors = new Map<string, Actor>();
  beforeAll(async () => {
    const made = await makeOrganization();
    const model = await makeOrganizationModel(made);
    const number = await makeVersion(made.admin, model);
    const body = { url: "https://gpu.example.com", capacity: 1 };
    const { id: backend } = await createBackend(as(made.admin), {
      query: {},
      ...model,
      number,
      body,
    });
    scene = { ...made, model, number, backend };
    for (const role of [null, ...roles]) {
      const member = await makeMember(made, role);
      for (const scope of scopes) actors.set(`${role} ${scope}`, await limited(member, scope));
    }
  });

  const cases = verbs.flatMap((verb) =>
    [null, ...roles].flatMap((role) =>
      scopes.map((scope) => ({ ...verb, role, scope, needs: verb })),
    ),
  );
  test.for(cases)(
    "a $role's token with the scope $scope may, or may not, $verb",
    async ({ role, scope, call, needs }, { expect }) => {
      const actor = actors.get(`${role} ${scope}`);
      if (actor === undefined) throw new Error("no such actor");
      const outcome = await call(actor, scene).then(
        () => "done",
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      );
      expect(outcome).toMatch(expected(needs, role, scope));
    },
  );
});
