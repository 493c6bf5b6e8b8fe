namespace ObjectTree.Server.Tests.Hostile;

/// <summary>Through the application, since it was configured.</summary>
internal sealed class UpgradeByHttpTests() : UpgradeTests(_ => { });
