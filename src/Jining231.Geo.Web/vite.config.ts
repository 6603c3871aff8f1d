import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: process.env['JINING_WEB_OUT'] ?? '../Jining231.Geo.Service/wwwroot',
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
  },
});
