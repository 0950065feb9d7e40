import { defaultConnections } from '../parameter-rules';
import type { Parameters } from './given';

/** The parameters of the component; an environment may set others. */
export const parameters = (instances: number): Parameters => ({
  ...replication(instances),
  ...sessions,
  ...logs,
  max_connections: defaultConnections,
  password_encryption: 'scram-sha-256',
});

const replication = (instances: number): Parameters => ({
  wal_level: 'replica',
  hot_standby: 'on',
  hot_standby_feedback: 'on', // long reads on replicas are not cancelled; in exchange, the primary keeps old rows longer
  max_wal_senders: Math.max(10, instances + 5),
  max_replication_slots: Math.max(10, instances + 5),
  wal_log_hints: 'on',
  wal_compression: 'on',
  // While a lost replica still counts as connected, commits wait for it: with PostgreSQL's 60 s, the loss of the last replica stopped writes for 61 s.
  wal_sender_timeout: '8s',
  wal_receiver_timeout: '8s',
});

/** A session whose client is gone must not hold its locks: 25 s when idle, 15 s with unacknowledged data, 10 s in a query. */
const sessions: Parameters = {
  tcp_keepalives_idle: '10s',
  tcp_keepalives_interval: '5s',
  tcp_keepalives_count: 3,
  tcp_user_timeout: '15s',
  client_connection_check_interval: '10s',
  idle_in_transaction_session_timeout: '1min',
};

/**
 * The server's log contains no rows: log collectors keep it for long, and many people may read it. Values are in statements, in their parameters, and in
 * the DETAIL of errors (`Key (email)=(...) already exists`).
 */
const logs: Parameters = {
  log_checkpoints: 'on',
  log_lock_waits: 'on',
  log_error_verbosity: 'terse',
  log_min_duration_statement: -1,
  log_min_error_statement: 'panic',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
};
