FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts scripts
COPY prisma prisma
# Installs everything and generates the database client, which needs Prisma's command.
RUN npm ci
# What is left is what runs. These two are optional peers of the client as well, which npm keeps unless told.
RUN npm uninstall --omit=dev --ignore-scripts prisma typescript

FROM node:26-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/src/generated src/generated
COPY package.json ./
COPY prisma/migrations prisma/migrations
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HTTP_PORT + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm, so that it is the one who is told to stop.
CMD ["node", "src/cli.ts", "serve"]
