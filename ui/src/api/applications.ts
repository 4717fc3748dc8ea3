/** Where Applications are unless they say otherwise, as in Argo CD. */
const usual = "argocd";

/**
 * What an Application is called in the address, on the command line and by its readers: `web`, or
 * `team/web` outside the usual namespace.
 */
export function callName({ namespace, name }: { namespace?: string | undefined; name: string }): string {
  return namespace === undefined || namespace === usual ? name : `${namespace}/${name}`;
}

/** The call name of what the server writes as `argocd/web` or `web`. */
export function calledBy(text: string): string {
  return callName(split(text));
}

/** Where the API has it. */
export function placeOf(application: string): { path: { application: string }; query: { appNamespace?: string } } {
  const { namespace, name } = split(application);
  return { path: { application: name }, query: namespace === undefined ? {} : { appNamespace: namespace } };
}

/** The parameters of its address. */
export function paramsOf(application: string): { namespace: string | undefined; application: string } {
  const { namespace, name } = split(application);
  return { namespace, application: name };
}

/** Where the page has it. */
export function addressOf(application: string): string {
  return `/applications/${application.split("/").map(encodeURIComponent).join("/")}`;
}

function split(text: string): { namespace: string | undefined; name: string } {
  const slash = text.indexOf("/");
  return slash < 0
    ? { namespace: undefined, name: text }
    : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}
