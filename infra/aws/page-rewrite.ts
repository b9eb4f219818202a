/**
 * The program that CloudFront runs before it looks for a page: every address that is no file of the app's, and no page of
 * its own, is its one page.
 * Only pages pass here, so that what the API says is not there is never answered with a page.
 */
export const pageRewrite = (
  rootFiles: readonly string[],
  page: string,
  pageEnding: string,
  namedByContent: string,
): string => `
const files = ${JSON.stringify(rootFiles)};
function handler(event) {
  const request = event.request;
  const isFile = request.uri.startsWith(${JSON.stringify(namedByContent)}) || files.includes(request.uri);
  const own = request.uri + ${JSON.stringify(pageEnding)};
  if (!isFile) request.uri = files.includes(own) ? own : ${JSON.stringify(page)};
  return request;
}
`
