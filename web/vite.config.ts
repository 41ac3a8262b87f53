import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` talks to a gateway started elsewhere: ANTEROOM_GATEWAY=http://maple.localhost:8080
const gateway = process.env.ANTEROOM_GATEWAY ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ["en-CA", "en-US", "fr-CA", "fr-FR"] }), enforce: "pre" },
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // The policy of the gateway has no data: for fonts and scripts; a file of its own can be cached for good.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": { target: gateway, changeOrigin: false } } },
});
