using ObjectTree.Calls;

namespace ObjectTree.Server.Access;

/// <summary>
/// What policies allow code that acts as a user. Those of the application's authorization may wait, and what they are about turns out
/// only when the code runs: the first that has not answered yet stops it, to be asked before the code runs again.
/// </summary>
internal sealed class ActingAccess(PolicyRules rules) : IClientAccess
{
    private readonly Dictionary<(string, SObject), bool> _answers = [];

    /// <summary>The policy that has to be asked; null: the code ran without one.</summary>
    public (string Policy, SObject Target)? Wanted { get; private set; }

    public bool Allows(Caller caller, string policy, SObject target)
    {
        if (!rules.IsOfApplication(policy))
            return rules.Allows(caller, policy, target);
        if (_answers.TryGetValue((policy, target), out var answer))
            return answer;
        Wanted ??= (policy, target);
        return false; // the code ends with this or goes on: it is taken back in any case
    }

    public async ValueTask<bool> AskAsync(Caller caller)
    {
        var need = Wanted!.Value;
        var access = await rules.AskAsync(caller, [need]).ConfigureAwait(false);
        _answers[need] = access.Allows(caller, need.Policy, need.Target);
        Wanted = null;
        return true;
    }
}
