% Part of write-test.sh. Publishes a message with a confirm to the queue $QUEUE and takes it again; ends with 1 and prints the reason if that fails.
% Records of the client are written as tuples, in the order of the protocol's fields.
Queue = list_to_binary(os:getenv("QUEUE")),
Real = fun Real(Path) ->
  case file:read_link(Path) of {ok, Link} -> Real(filename:absname(Link, filename:dirname(Path))); _ -> Path end
end,
Programs = filename:dirname(Real(os:find_executable("rabbitmqctl"))),
code:add_pathsz(filelib:wildcard(filename:join([Programs, "..", "plugins", "*", "ebin"]))),
logger:set_primary_config(level, none),
Fail = fun(Reason) -> io:format("~0p~n", [Reason]), halt(1) end,
try
  {ok, Parameters} = amqp_uri:parse(os:getenv("AMQP_URL")),
  {ok, Connection} = amqp_connection:start(Parameters),
  {ok, Channel} = amqp_connection:open_channel(Connection),
  {'confirm.select_ok'} = amqp_channel:call(Channel, {'confirm.select', false}),
  Text = integer_to_binary(erlang:system_time()),
  Persistent = list_to_tuple(['P_basic', undefined, undefined, undefined, 2 | lists:duplicate(10, undefined)]),
  ok = amqp_channel:call(Channel, {'basic.publish', 0, Queue, Queue, true, false}, {amqp_msg, Persistent, Text}),
  true = amqp_channel:wait_for_confirms(Channel, 10),
  Take = fun Take() ->
    case amqp_channel:call(Channel, {'basic.get', 0, Queue, true}) of
      {_, {amqp_msg, _, Text}} -> ok;
      {_, {amqp_msg, _, _}} -> Take();
      _ -> Fail("the message is not in the queue")
    end
  end,
  Take(),
  halt(0)
catch
  _:Reason -> Fail(Reason)
end.
