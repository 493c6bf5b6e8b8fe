namespace ObjectTree.Server.Access;

/// <summary>Takes back what ran before a policy of the application's authorization was asked.</summary>
internal sealed class UnansweredPolicyException() : Exception("A policy has to be asked first.");
