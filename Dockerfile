# docker build -t aksept . && docker run --rm -v aksept-data:/data -p 127.0.0.1:7583:7583 -p 127.0.0.1:8583:8583 aksept
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-progress
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY proto ./proto
COPY console ./console
COPY src ./src
RUN npm run build && npm prune --omit=dev --no-progress

FROM node:22-bookworm-slim
# Terminals come from outside the container. HTTP stays on the loopback of the container, because elsewhere it demands
# tokens: see docker-compose.yml.
# What is kept is in /data: the store, the key ring, tokens, and the PANs and PINs of test cards.
ENV NODE_ENV=production AKSEPT_HOST=0.0.0.0 AKSEPT_HTTP_TOKENS=/data/tokens.json
ENV AKSEPT_STORE=file:/data/store AKSEPT_KEYS=/data/keys.json AKSEPT_TEST_CARDS=/data/cards.json
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/proto ./proto
COPY --from=build /app/dist ./dist
RUN ln -s /app/dist/cli.js /usr/local/bin/aksept && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 7583 8583 8593 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["aksept"]
CMD ["serve"]
