#!/bin/sh
# Installs the mail servers that test/integration runs against, on Debian or Ubuntu. None of them is started:
# the tests start their own, as a user without privileges.
set -eu

if [ -x /usr/sbin/exim4 ] && [ -x /usr/lib/mailman3/bin/master ] && [ -x /usr/lib/dovecot/imap ] &&
  [ -x /usr/lib/dovecot/lmtp ]; then
  echo 'The mail servers are installed.'
  exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
  exec sudo "$0" "$@"
fi

# Debian asks this program before it starts a service that was just installed; 101 forbids it.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends exim4-daemon-light dovecot-imapd dovecot-lmtpd mailman3
