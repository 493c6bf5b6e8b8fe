using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Calls;

namespace ObjectTree.Server.Access;

/// <summary>
/// The rules of a tree, and behind them the policies of the application's authorization, which are asked before the tree's lock is taken.
/// </summary>
internal sealed class PolicyRules(IReadOnlyDictionary<string, Func<Caller, SObject, bool>> rules, IServiceProvider services) : IClientAccess
{
    private bool _asks; // written under the tree's lock

    /// <summary>Whether a class of the tree names a policy of the application's authorization.</summary>
    public bool Asks => Volatile.Read(ref _asks);

    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public void Check(string policy, string member)
    {
        if (rules.ContainsKey(policy))
            return;
        if (!IsKnownToApplication(policy))
        {
            throw new ArgumentException(
                $"{member} names the policy '{policy}', which is neither in HostedTreeOptions.Policies nor one of the application's "
                + "authorization (AddAuthorization).");
        }
        Volatile.Write(ref _asks, true);
    }

    /// <summary>Whether it is not a rule of the tree's own.</summary>
    public bool IsOfApplication(string policy) => !rules.ContainsKey(policy);

    public bool Allows(Caller caller, string policy, SObject target) => rules.TryGetValue(policy, out var rule) && rule(caller, target);

    /// <summary>Asks the application's authorization.</summary>
    public async ValueTask<IClientAccess> AskAsync(Caller caller, ImmutableArray<(string Policy, SObject Target)> needs)
    {
        var granted = new HashSet<(string, SObject)>();
        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var authorization = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();
            foreach (var (policy, target) in needs)
            {
                if ((await authorization.AuthorizeAsync(caller.Principal, target, policy).ConfigureAwait(false)).Succeeded)
                    granted.Add((policy, target));
            }
        }
        return new Answered(this, granted);
    }

    /// <summary>
    /// Providers know their policies at once, but for those that ask somewhere: these are waited for, once for each class.
    /// </summary>
    private bool IsKnownToApplication(string policy) =>
        services.GetService<IAuthorizationService>() is not null
        && services.GetService<IAuthorizationPolicyProvider>()?.GetPolicyAsync(policy).GetAwaiter().GetResult() is not null;

    private sealed class Answered(PolicyRules rules, HashSet<(string, SObject)> granted) : IClientAccess
    {
        public bool Allows(Caller caller, string policy, SObject target) =>
            rules.IsOfApplication(policy) ? granted.Contains((policy, target)) : rules.Allows(caller, policy, target);
    }
}
