using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Tests.Support;

/// <summary>An object whose constructor asks for a service.</summary>
public class Greeter(ILogger<Greeter> logger) : SObject
{
    public bool Logs => logger.IsEnabled(LogLevel.Information);
}
