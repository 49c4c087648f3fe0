import { OverwriteType, PermissionFlagsBits as Bits, type APIRole } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import {
  inviteUrl,
  missingPermissions,
  eventPermissions,
  neededPermissions,
  permissionsOf,
  type Standing,
} from '../../../src/adapters/discord/permissions.ts';

const role = (id: string, permissions: bigint) =>
  ({ id, permissions: String(permissions) }) as APIRole;
const over = (id: string, type: OverwriteType, change: { allow?: bigint; deny?: bigint }) => ({
  id,
  type,
  allow: String(change.allow ?? 0n),
  deny: String(change.deny ?? 0n),
});

const standing: Standing = {
  guildId: 'guild',
  userId: 'bot',
  memberRoles: ['scribes'],
  roles: [
    role('guild', Bits.ViewChannel),
    role('scribes', Bits.SendMessages),
    role('others', Bits.PinMessages),
  ],
  overwrites: [],
};

describe('permissionsOf', () => {
  it('joins what everyone may with what the member’s roles may, and nobody else’s', () => {
    expect(permissionsOf(standing)).toBe(Bits.ViewChannel | Bits.SendMessages);
  });

  it('lets a role’s exception win over everyone’s, and the member’s over both', () => {
    const overwrites = [
      over('guild', OverwriteType.Role, { deny: Bits.ViewChannel | Bits.SendMessages }),
      over('scribes', OverwriteType.Role, { allow: Bits.ViewChannel | Bits.EmbedLinks }),
      over('bot', OverwriteType.Member, { allow: Bits.PinMessages, deny: Bits.EmbedLinks }),
      over('someone', OverwriteType.Member, { deny: Bits.ViewChannel }),
    ];
    expect(permissionsOf({ ...standing, overwrites })).toBe(Bits.ViewChannel | Bits.PinMessages);
  });

  it('lets an administrator do everything, whatever the channel denies', () => {
    const roles = [role('guild', 0n), role('scribes', Bits.Administrator)];
    const overwrites = [over('guild', OverwriteType.Role, { deny: Bits.ViewChannel })];
    expect(missingPermissions(permissionsOf({ ...standing, roles, overwrites }))).toEqual([]);
  });

  it('names what is missing as Discord’s settings do', () => {
    expect(missingPermissions(Bits.ViewChannel | Bits.SendMessages)).toEqual([
      'Embed Links',
      'Read Message History',
      'Pin Messages',
      'Create Public Threads',
      'Send Messages in Threads',
    ]);
  });
});

describe('inviteUrl', () => {
  it('asks for exactly what is needed', () => {
    const { searchParams } = new URL(inviteUrl('123'));
    const asked = BigInt(searchParams.get('permissions') ?? 0);
    const needed = Object.values({ ...neededPermissions, ...eventPermissions });
    expect(asked).toBe(needed.reduce<bigint>((sum, bit) => sum | bit, 0n));
    expect(searchParams.get('scope')).toBe('bot applications.commands');
    expect(searchParams.get('client_id')).toBe('123');
  });
});
