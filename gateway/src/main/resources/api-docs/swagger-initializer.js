// A file of its own, because no page of Septet may contain script.
window.ui = SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
  // Whoever is signed in to the web client can try requests at once.
  requestInterceptor: (request) => {
    const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]+)/);
    if (token) request.headers["X-XSRF-TOKEN"] = decodeURIComponent(token[1]);
    return request;
  },
});
