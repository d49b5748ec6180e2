# Two stages: the packages, then a small image that runs as nobody special.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY bin/build-console.ts bin/
COPY console console
COPY src src
# What the console is made of lies in its files by then; the image does not carry it twice.
RUN node bin/build-console.ts && rm -rf node_modules/@mantine node_modules/@primer node_modules/@tanstack \
  node_modules/@fontsource-variable node_modules/@rolldown node_modules/rolldown node_modules/vite node_modules/lightningcss* \
  node_modules/react-dom

FROM node:24-slim
RUN groupadd --gid 1001 storewright && useradd --uid 1001 --gid 1001 --create-home storewright \
  && mkdir /data && chown storewright:storewright /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY docs/*.md docs/
COPY src src
COPY sandbox sandbox
COPY --from=packages /app/console/dist console/dist
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 STOREWRIGHT_DATA=/data SANDBOX=false
USER 1001:1001
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts", "start"]
