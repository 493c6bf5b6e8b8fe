namespace ObjectTree.Server.Access;

/// <summary>A function of the application did not end in time.</summary>
internal sealed class TooLateException() : Exception($"It has not ended after {CallbackLimit.Patience.TotalSeconds} s.");
