// Runs before CloudFront looks for a file.
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  const leadTo = (status, text, location, headers) => ({
    statusCode: status,
    statusDescription: text,
    headers: Object.assign({ location: { value: location }, "cache-control": { value: "no-cache" } }, headers),
  });
  if (uri === BASE && !request.querystring.choose) {
    const accepted = request.headers["accept-language"];
    const home = accepted ? preferredHome(accepted.value) : null;
    if (home) return leadTo(302, "Found", home, { vary: { value: "Accept-Language" } });
  }
  const moved = REDIRECTS[uri];
  if (moved) return leadTo(301, "Moved Permanently", moved, {});
  if (uri.endsWith("/")) {
    request.uri = uri + "index.html";
  } else if (uri.slice(uri.lastIndexOf("/")).indexOf(".") < 0) {
    return leadTo(301, "Moved Permanently", uri + "/", {});
  }
  return request;
}
