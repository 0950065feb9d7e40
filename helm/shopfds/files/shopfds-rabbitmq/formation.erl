% constructs/rabbitmq/scripts/formation.erl of Ballast, without its comments
logger:set_primary_config(level, none),
[Own, Place, Data | Hosts] = init:get_plain_arguments(),
Named = fun(Host) -> list_to_atom("rabbit@" ++ Host) end,
Ask = fun(Host, Module, Function) -> rpc:call(Named(Host), Module, Function, [], 5000) end,
Names = fun(Host) ->
  Self = self(),
  {Pid, Monitor} = spawn_monitor(fun() -> Self ! {self(), net_adm:names(Host)}, receive over -> ok end end),
  Answer = receive
    {Pid, {ok, Found}} -> [Name || {Name, _} <- Found];
    {Pid, _} -> silent;
    {'DOWN', Monitor, _, _, _} -> silent
  after 2000 -> silent
  end,
  demonitor(Monitor, [flush]),
  exit(Pid, kill),
  receive {Pid, _} -> ok after 0 -> ok end,
  Answer
end,
State = fun(Host) ->
  case Names(Host) of
    silent -> silent;
    Found ->
      case {lists:member("rabbit", Found), lists:member("blank", Found)} of
        {true, _} ->
          Members = case Ask(Host, rabbit_nodes, list_members) of List when is_list(List) -> List; _ -> [] end,
          case {Ask(Host, rabbit, is_running), lists:member(Named(Own), Members)} of
            {true, true} -> member;
            {true, false} -> running;
            {_, true} when Data =:= "data" -> member;
            _ -> starting
          end;
        {false, true} -> blank;
        {false, false} -> starting
      end
  end
end,
Wait = fun Wait(Second) ->
  States = [{Host, State(Host)} || Host <- Hosts],
  Of = fun(Wanted) -> [Host || {Host, Found} <- States, Found =:= Wanted] end,
  case {Of(member), Of(running), Of(blank)} of
    {[Host | _], _, _} -> "rejoin " ++ Host;
    {_, [Host | _], _} -> "join " ++ Host;
    {_, _, Hosts} when Place =:= "first" -> "form";
    _ ->
      Words = [{silent, "does not answer"}, {starting, "does not run yet"}, {blank, "has no data either"}],
      Texts = [lists:concat([Host, " ", proplists:get_value(Found, Words)]) || {Host, Found} <- States],
      Second rem 10 =/= 0 orelse io:format(standard_error, "waits to join or to form a cluster: ~s~n", [lists:join(", ", Texts)]),
      timer:sleep(1000),
      Wait(Second + 1)
  end
end,
io:format("~s~n", [Wait(0)]),
halt().
