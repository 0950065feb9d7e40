% Runs in start.sh while this node has no data of its own, under the name `blank@<host>`, by which the other nodes see that. Waits until it is known
% that a cluster exists or that there is none, and prints what this node has to do:
%   form             no node has data: this node, the first one, forms the cluster
%   join HOST        that node runs; this one is not a member of its cluster
%   rejoin HOST      the same, but its cluster has a member of this node's name
% Arguments: HOST of this node, `first` or `later`, `data` or `empty` (whether there are files of an unfinished start), the hosts of the others.
% Reports of Erlang would go to the standard output, which is for the decision.
logger:set_primary_config(level, none),
[Own, Place, Data | Hosts] = init:get_plain_arguments(),
Named = fun(Host) -> list_to_atom("rabbit@" ++ Host) end,
Ask = fun(Host, Module, Function) -> rpc:call(Named(Host), Module, Function, [], 5000) end,
% The names that a host's epmd knows. A host that is off does not refuse the connection, so there is a time limit.
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
            % It may wait for this node's vote; without data, this node has none.
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
