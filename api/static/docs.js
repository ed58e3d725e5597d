// validatorUrl: without it Swagger UI shows the description to a server on the internet.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#docs", validatorUrl: null, deepLinking: true });
