import { ApplicationFlags } from 'discord-api-types/v10';
import type { World } from './world.ts';

/** The application as it sees itself. */
export function applicationPayload(world: World): object {
  const { id, name } = world.application;
  return {
    id,
    name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: world.user(world.botId),
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(world),
    flags_new: String(applicationFlags(world)),
    explicit_content_filter: 0,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    eligible_oauth2_scopes: [],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: world.user(ownerId(world)),
    team: null,
    integration_types_config: { 0: {} },
  };
}

/** They tell which privileged intents are switched on; below a hundred guilds they are the limited ones. */
export function applicationFlags({ application: { privileged } }: World): number {
  return (
    (privileged.presences ? ApplicationFlags.GatewayPresenceLimited : 0) |
    (privileged.members ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
    (privileged.messageContent ? ApplicationFlags.GatewayMessageContentLimited : 0)
  );
}

function ownerId(world: World): string {
  return [...world.guilds.values()][0]?.ownerId ?? world.botId;
}
