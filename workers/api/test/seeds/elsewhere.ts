import {
  basetenPage,
  clarifaiPage,
  modzyPage,
  type SeedElsewhere,
  wriftaiClient,
  wriftaiPage,
} from "./seed-row.ts";

const old = `${clarifaiPage}, Old Behavior`;

const ofTheConsole = "the console's part: the fields are there and exercised, the page is not";

/** What the seeds say that the registry's HTTP surface does not show, and why. */
export const elsewhere: SeedElsewhere[] = [
  {
    sentence: "Web Interface also uses them to shape the model playground experience",
    source: `${wriftaiPage}, Schemas`,
    reason: ofTheConsole,
  },
  {
    sentence: "async async_create(identifier, options)",
    source: wriftaiClient,
    reason: "the same calls over HTTP; what differs is inside the client",
  },
  {
    sentence: "Initializes the Resource with an API instance",
    source: wriftaiClient,
    reason: "inside the client",
  },
  {
    sentence: "Explains if the version exists in the client registry",
    source: `${modzyPage}, parameters, availableInClientRegistry`,
    reason:
      "the check `image` asks the registry itself: test/e2e/src/images.test.ts, with a real one over HTTP",
  },
  {
    sentence: "The load process is where Modzy tests the model’s /status route",
    source: `${modzyPage}, parameters, loadStatus`,
    reason:
      "asking for it is exercised; the courier carries it out: test/e2e/src/checks.test.ts, over HTTP with a real backend",
  },
  {
    sentence: "The run process is where Modzy tests the model’s /run route",
    source: `${modzyPage}, parameters, runStatus`,
    reason: "as with the load process",
  },
  {
    sentence: "It’s featured in the Model Details page",
    source: `${modzyPage}, parameters`,
    reason: ofTheConsole,
  },
  {
    sentence: '"isRecommended": false, "isCommercial": false',
    source: `${modzyPage}, the versions object, model`,
    reason: "flags of the vendor's own shop: a tag of the model says as much",
  },
  {
    sentence: '"isExpired": false',
    source: `${modzyPage}, the versions object, model`,
    reason: "models have no end here: whoever wants one deactivates or deletes",
  },
  {
    sentence: '"uploadStatus": "...", "loadStatus": "..."',
    source: `${modzyPage}, the versions object, containerImage`,
    reason: "words for the two percentages, which are exercised: its dialect makes them of these",
  },
  {
    sentence: "create a new model also created a placeholder version of the model",
    source: old,
    reason:
      "given up by the vendor: “PostModels will create new models but not create …” replaces it",
  },
  {
    sentence: "a new ModelVersion was created with UNTRAINED status by default",
    source: old,
    reason: "given up by the vendor with the placeholder; what a version can do is in its schemas",
  },
  {
    sentence: "a new trained model version was created with the new info",
    source: old,
    reason:
      "given up by the vendor: “Unnecessary model versions will no longer be created” replaces it",
  },
  {
    sentence: "It’s how you previously changed the info fields, descriptions, notes, metadata",
    source: old,
    reason: "given up by the vendor: “PatchModels will allow users to patch only …” replaces it",
  },
  {
    sentence: "automatically, by default, kicked off training the latest untrained model version",
    source: old,
    reason:
      "given up by the vendor as a cost nobody asked for; creating a version starts nothing, and training is the router's part",
  },
  {
    sentence: "change that to model.model_version.output_info.output_config",
    source: `${clarifaiPage}, New Behavior`,
    reason: "a field of a prediction in Clarifai's own format: the router's part, with its dialect",
  },
  {
    sentence: "your new version will be deployed and published with production resources",
    source: `${basetenPage}, new versions`,
    reason: "publishing is exercised; starting servers is the operator's: a backend is a URL here",
  },
  {
    sentence: "Neither inactive nor deleted model versions are counted for billing purposes",
    source: `${basetenPage}, deactivating and deleting`,
    reason: "nothing is billed here",
  },
  {
    sentence:
      "re-activating a model takes several minutes as the model serving environment starts up",
    source: `${basetenPage}, deactivating and deleting`,
    reason: "backends run on while a version is inactive: activating it takes one call",
  },
  {
    sentence: "clicking the three-dot dropdown menu",
    source: `${basetenPage}, managing`,
    reason: ofTheConsole,
  },
  {
    sentence: "if you delete the only version of a model, the model as a whole is deleted as well",
    source: `${basetenPage}, deactivating and deleting`,
    reason:
      "not kept: a model without versions is an ordinary one here, as with Clarifai; DELETE of the model takes it away",
  },
];
