import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env["OPENLUFFY_SERVER"] ?? "http://localhost:8080";

// The page is packed into the server's jar below META-INF/resources/openluffy.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "target/classes/META-INF/resources/openluffy",
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  server: {
    proxy: { "/api": { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  test: {
    environment: "jsdom",
    reporters: ["default", ["junit", { outputFile: "target/vitest/TEST-ui.xml" }]],
  },
});
