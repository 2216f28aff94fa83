import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the gateway; a build knows no address, it is served from the same origin. */
const gateway = "http://localhost:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // A strict Content-Security-Policy forbids data: scripts and fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { "/api": gateway } },
  test: { include: ["tests/**/*.test.{ts,tsx}"], environment: "node", env: { TZ: "Pacific/Chatham" } },
});
