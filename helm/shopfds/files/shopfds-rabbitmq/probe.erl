% constructs/rabbitmq/scripts/probe.erl of Ballast, without its comments
logger:set_primary_config(level, none),
[Name, Host] = init:get_plain_arguments(),
Ask = fun(Module, Function, Arguments) -> rpc:call(list_to_atom(Name), Module, Function, Arguments, 20000) end,
case {Ask(rabbit_nodes, list_members, []), Ask(rabbit_amqqueue, info_all, [list_to_binary(Host), [name, members]])} of
  {Nodes, Queues} when is_list(Nodes), is_list(Queues) ->
    io:format("~b~n", [length(Nodes)]),
    [io:format("~b~n", [length(lists:usort(Members))]) || [_, {members, Members}] <- Queues, is_list(Members)],
    halt(0);
  _ -> halt(1)
end.
