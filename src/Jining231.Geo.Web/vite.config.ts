import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: process.env['JINING_WEB_OUT'] ?? '../Jining231.Geo.Service/wwwroot',
    emptyOutDir: true,
    // The service finds the map of its own pages by this list.
    manifest: 'manifest.json',
    rollupOptions: { input: { index: 'index.html', page: 'src/page.ts' } },
    chunkSizeWarningLimit: 900,
  },
});
